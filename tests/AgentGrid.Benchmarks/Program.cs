using AgentGrid.Benchmarks;
using AgentGrid.Benchmarks.Running;

return await BenchmarkRunner.RunAsync(args, BenchmarkList.All);
