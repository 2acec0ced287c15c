using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [ (name = "main", worker = .main) ],
  sockets = [ (name = "http", http = (), service = "main") ],
);

const main :Workerd.Worker = (
  modules = [
    (name = "main.js", esModule = embed "dist/main.js"),
    (name = "ebit/core.wasm", wasm = embed "node_modules/ebit/dist/core.wasm"),
  ],
  compatibilityDate = "2026-11-01",
);
