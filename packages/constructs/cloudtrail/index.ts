export { trailDelivery, writeTrail } from "./delivery";
