/**
 * Loaded before the script of a container that Node runs: the channel to the server closes when the server
 * dies, however it dies, and the container must not outlive it. The channel keeps nothing alive by itself.
 */
process.once("disconnect", () => process.exit(143));
process.channel?.unref();
