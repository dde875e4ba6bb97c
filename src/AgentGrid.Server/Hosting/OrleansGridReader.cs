using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Hosting;

/// <summary>Silos and activations of the whole cluster; calls as this process made them.</summary>
internal sealed class OrleansGridReader(IGrainFactory grains, OrleansCallMeter calls) : IGridReader
{
    public async Task<GridView> ReadAsync(CancellationToken cancellationToken)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetDetailedHosts(onlyActive: true, cancellationToken);
        var addresses = Array.ConvertAll(hosts, static host => host.SiloAddress);
        var silos = await management.GetRuntimeStatistics(addresses, cancellationToken);
        var types = await management.GetSimpleGrainStatistics(addresses, cancellationToken);
        return new GridView(
            [.. hosts.Zip(silos, View)],
            [
                .. types.GroupBy(static type => NameOf(type.GrainType), static type => (long)type.ActivationCount)
                    .Select(static type => new GridGrain(type.Key, type.Sum())).OrderByDescending(static type => type.Activations),
            ],
            calls.Read());
    }

    private static GridSilo View(MembershipEntry host, SiloRuntimeStatistics silo) => new(
        host.SiloName, host.Status.ToString(), silo.ActivationCount, silo.EnvironmentStatistics.RawMemoryUsageBytes,
        new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc)));

    /// <summary>Orleans gives the class with its assembly behind a comma.</summary>
    private static string NameOf(string grainType) => grainType.Split(',')[0];
}
