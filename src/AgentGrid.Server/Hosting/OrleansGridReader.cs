using System.Collections.Immutable;
using AgentGrid.Server.Contracts.Admin;
using Orleans.Runtime;

namespace AgentGrid.Server.Hosting;

/// <summary>What the cluster's management grain knows. Calls and latency by method are on Orleans' own dashboard.</summary>
internal sealed class OrleansGridReader(IGrainFactory grains) : IGridReader
{
    public async Task<GridView> ReadAsync(CancellationToken cancellationToken)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetHosts(onlyActive: true);
        var statistics = await management.GetSimpleGrainStatistics();
        return new GridView(
            [.. hosts.Select(host => new GridSilo(
                host.Key.ToString(),
                host.Value.ToString(),
                statistics.Where(grain => grain.SiloAddress.Equals(host.Key)).Sum(grain => (long)grain.ActivationCount)))],
            [.. statistics.GroupBy(grain => grain.GrainType, StringComparer.Ordinal)
                .Select(type => new GridGrain(type.Key, type.Sum(grain => (long)grain.ActivationCount)))],
            ImmutableArray<GridMethod>.Empty);
    }
}
