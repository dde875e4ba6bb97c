using System.Net;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Hosting;

/// <summary>How silos find each other. Section <c>AgentGrid:Cluster</c>.</summary>
internal sealed class OrleansEngineOptions
{
    public const string Section = "AgentGrid:Cluster";

    /// <summary>A gateway port of this value opens none.</summary>
    public const int NoGateway = 0;

    /// <summary>
    /// Connection string of the Redis that holds the list of silos and the reminders, as StackExchange.Redis takes it. Default
    /// none: this process is the whole cluster, reachable from this machine alone. With it, the store must be PostgreSQL, which
    /// for the present admits one silo: files and keys are in the data folder of one process, where no other silo finds them.
    /// </summary>
    public string? Redis { get; set; }

    /// <summary>Silos with the same id form one cluster. Default <c>agentgrid</c>. A new id on the same Redis begins a new one.</summary>
    public string ClusterId { get; set; } = "agentgrid";

    /// <summary>
    /// Whose grain states and reminders these are. Default <c>agentgrid</c>. Changing it leaves the old states behind, unread.
    /// </summary>
    public string ServiceId { get; set; } = "agentgrid";

    /// <summary>Where silos reach this one. Default 11111 in a cluster, a free port without one.</summary>
    public int? SiloPort { get; set; }

    /// <summary>Where Orleans clients outside the cluster reach this silo. Default 0: they cannot; HTTP needs no gateway.</summary>
    public int? GatewayPort { get; set; }

    /// <summary>
    /// The IP address at which other silos reach this one. Default: the first of the machine's own. Set it where a machine has
    /// several, or is seen under another.
    /// </summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Whether other silos may join.</summary>
    public bool IsCluster => !string.IsNullOrWhiteSpace(Redis);

    /// <summary><see cref="AdvertisedAddress"/>, or null when none is configured.</summary>
    public IPAddress? Advertised => IPAddress.TryParse(AdvertisedAddress, out var address) ? address : null;

    /// <exception cref="OptionsValidationException">A value is wrong; the message names the key and the fix.</exception>
    public static OrleansEngineOptions Read(IConfiguration configuration)
    {
        var failures = new List<string>();
        var options = new OrleansEngineOptions();
        try
        {
            configuration.GetSection(Section).Bind(options);
            failures.AddRange(OrleansEngineRules.Check(options, configuration));
        }
        catch (InvalidOperationException exception)
        {
            failures.Add($"{exception.Message} Ports are numbers from 1 to 65535.");
        }

        return failures.Count == 0
            ? options
            : throw new OptionsValidationException(Section, typeof(OrleansEngineOptions), failures);
    }
}
