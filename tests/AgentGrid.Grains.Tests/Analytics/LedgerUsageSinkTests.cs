using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Storage.Usage;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentGrid.Grains.Tests.Analytics;

public sealed class LedgerUsageSinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Record_CallsOutsideATurn_AreInTheLedgerAfterTheServerStopped()
    {
        await using (var host = await GrainHost.StartAsync(_folder))
        {
            var sink = host.Services.GetRequiredService<IUsageSink>();
            for (var i = 0; i < 1_200; i++)
            {
                sink.Record(Call($"use_{i}"));
            }
        }

        await using var again = await GrainHost.StartAsync(_folder);
        var ledger = again.Services.GetRequiredService<IUsageStore>();
        var sum = (await ledger.SumAsync(new UsageFilter(UsageGrouping.Model, DateTimeOffset.MinValue, DateTimeOffset.MaxValue))).ShouldHaveSingleItem();
        (sum.Calls, sum.InputTokens, sum.CostUsd).ShouldBe((1_200, 12_000, 0.12m));
    }

    [Fact]
    public async Task Record_CallEndedByTheStopOfWhatMadeIt_IsInTheLedger()
    {
        // Stopped after the sink: services stop in the opposite order of their registration.
        await using (await GrainHost.StartAsync(_folder, services => services.AddHostedService(
            provider => new EndsACallWhenStopped(() => provider.GetRequiredService<IUsageSink>().Record(Call("use_late"))))))
        {
        }

        await using var again = await GrainHost.StartAsync(_folder);
        var ledger = again.Services.GetRequiredService<IUsageStore>();
        (await ledger.SumAsync(new UsageFilter(UsageGrouping.Model, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)))
            .ShouldHaveSingleItem().Calls.ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class EndsACallWhenStopped(Action end) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            end();
            return Task.CompletedTask;
        }
    }

    private static UsageRecord Call(string id) => new(
        id, "usr", "agt", 1, null, null, UsagePurposes.Embed, "p", "m", 10, 0, 0, 0, 0.0001m, false, UsageOutcome.Succeeded, 1,
        DateTimeOffset.UnixEpoch);
}
