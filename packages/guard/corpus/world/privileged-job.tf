resource "kubernetes_manifest" "c" {
  manifest = yamldecode(<<-Y
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: c, namespace: n}
    spec:
      schedule: "* * * * *"
      jobTemplate:
        spec:
          template:
            spec:
              hostPID: true
              containers: [{name: a, image: a}]
  Y
  )
}
