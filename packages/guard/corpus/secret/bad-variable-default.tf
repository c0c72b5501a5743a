variable "slack_webhook_token" {
  type    = string
  default = "@SLACK@"
}
