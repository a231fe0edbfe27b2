// Loaded into a measured program: says at its end what it used.
process.on('exit', () => {
  const used = process.resourceUsage();
  require('node:fs').writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ cpu: (used.userCPUTime + used.systemCPUTime) / 1e6, mb: used.maxRSS / 1024 }),
  );
});
