variable "repository" {
  type = object({
    name     = string
    branches = optional(list(string), ["main"])
  })
}
