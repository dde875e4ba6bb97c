using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Storage;
using AgentGrid.Storage.Usage;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;
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

    [Fact]
    public async Task Record_StoreAwayUntilTheServerStops_IsInTheLedger()
    {
        // No time passes, so that nothing is tried again before the stop.
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        AwayLedger ledger = null!;
        await using (var host = await GrainHost.StartAsync(
            _folder,
            services => services.AddSingleton<TimeProvider>(clock),
            decorate: services =>
            {
                var registered = services.Last(service => service.ServiceType == typeof(IUsageStore));
                services.AddSingleton<IUsageStore>(provider => ledger = new AwayLedger((IUsageStore)(
                    registered.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!))));
            }))
        {
            host.Services.GetRequiredService<IUsageSink>().Record(Call("use_1"));
            await ledger.Asked.WaitAsync(TimeSpan.FromSeconds(30));
            ledger.IsAway = false;
        }

        await using var again = await GrainHost.StartAsync(_folder);
        (await again.Services.GetRequiredService<IUsageStore>()
            .SumAsync(new UsageFilter(UsageGrouping.Model, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)))
            .ShouldHaveSingleItem().Calls.ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class AwayLedger(IUsageStore inner) : IUsageStore
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public bool IsAway { get; set; } = true;

        public ValueTask AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            if (!IsAway)
            {
                return inner.AppendAsync(records, cancellationToken);
            }

            _asked.TrySetResult();
            throw new StorageUnavailableException("The database is gone.");
        }

        public ValueTask<ImmutableArray<UsageGroup>> SumAsync(UsageFilter filter, CancellationToken cancellationToken) =>
            inner.SumAsync(filter, cancellationToken);
    }

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
