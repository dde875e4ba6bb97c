using AgentGrid.Users;

namespace AgentGrid.Agents;

/// <summary>One agent; keyed by agent id. The sole writer of the agent, its versions, rollout and members.</summary>
/// <remarks>Whoever may not see the agent gets <c>agent_not_found</c> from every method.</remarks>
[Alias("agent-grain")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Makes the agent with version 1 active. Called again with the same content it answers the same agent.</summary>
    [Alias("create")]
    Task<Outcome<Agent>> CreateAsync(Caller caller, CreateAgent command);

    /// <summary>The agent with its active configuration, or that of <paramref name="version"/>.</summary>
    [Alias("get"), ReadOnly]
    Task<Outcome<Agent>> GetAsync(Caller caller, int? version);

    /// <summary>Adds a version, active at once unless it is a draft. Fails with <c>version_conflict</c> when stale.</summary>
    [Alias("update")]
    Task<Outcome<Agent>> UpdateAsync(Caller caller, UpdateAgent command);

    /// <summary>The versions, newest first.</summary>
    [Alias("list-versions"), ReadOnly]
    Task<Outcome<Page<AgentVersion>>> ListVersionsAsync(Caller caller, PageRequest page);

    /// <summary>One version.</summary>
    [Alias("get-version"), ReadOnly]
    Task<Outcome<AgentVersion>> GetVersionAsync(Caller caller, int version);

    /// <summary>Makes a version the active one and records who did so and when.</summary>
    /// <param name="expectedVersion">The newest version known to the caller, who is refused when it is stale; null for whatever there is.</param>
    [Alias("activate")]
    Task<Outcome<Agent>> ActivateAsync(Caller caller, int version, int? expectedVersion = null);

    /// <summary>Marks the agent deleted at once and removes all of it in the background.</summary>
    /// <param name="expectedVersion">As for <see cref="ActivateAsync"/>.</param>
    [Alias("delete")]
    Task<Outcome<DeletionReceipt>> DeleteAsync(Caller caller, int? expectedVersion = null);

    /// <summary>The caller's access to the agent, or a failure when it is less than <paramref name="needed"/>.</summary>
    [Alias("authorize"), ReadOnly]
    Task<Outcome<AgentAccess>> AuthorizeAsync(Caller caller, AgentAccess needed);

    /// <summary>The configuration a session of the caller begins with: the active version, or the one named.</summary>
    [Alias("pin"), ReadOnly]
    Task<Outcome<PinnedAgent>> PinAsync(Caller caller, int? version);

    /// <summary>Goes on with a deletion that a crash interrupted.</summary>
    [Alias("resume-deletion")]
    Task ResumeDeletionAsync();
}
