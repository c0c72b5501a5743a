locals {
  url = "https://example.com:443/path@v1"
  git = "git::ssh://git@github.com/o/r.git?ref=v1"
}
