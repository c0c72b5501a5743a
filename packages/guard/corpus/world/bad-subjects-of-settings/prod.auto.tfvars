subjects = ["repo:*/app:ref:refs/heads/main"]
