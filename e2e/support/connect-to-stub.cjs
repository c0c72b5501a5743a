// For NODE_OPTIONS=--require: every name is on 127.0.0.1, at the port STUB_PORT. Names and certificates are checked as ever.
const { globalAgent } = require("node:https");
const { connect } = require("node:tls");

globalAgent.createConnection = (options, connected) =>
  connect({ ...options, host: "127.0.0.1", port: Number(process.env.STUB_PORT) }, connected);
