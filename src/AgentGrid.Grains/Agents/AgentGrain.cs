using AgentGrid.Agents;
using AgentGrid.Core.Agents;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Naming;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Users;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Agents;

/// <summary>The single writer of one agent. Keeps the row in memory; a stale write drops it.</summary>
internal sealed partial class AgentGrain(
    IAgentStore store,
    IKnowledgeStore knowledge,
    AgentRemoval removal,
    IProviderRegistry models,
    IModelPrices prices,
    IIdGenerator ids,
    TimeProvider clock,
    ILogger<AgentGrain> logger) : Grain, IAgentGrain
{
    private readonly VersionCache _versions = new();
    private StoredAgent? _agent;
    private Task _removal = Task.CompletedTask;

    private string Id => this.GetPrimaryKeyString();

    public async Task<Outcome<Agent>> CreateAsync(Caller caller, CreateAgent command)
    {
        if (caller.Role == UserRole.User)
        {
            return Failure.Forbidden(FailureCodes.Forbidden, "Only creators and admins make agents. Ask an admin for the creator role.");
        }

        if (Check(command.Name, command.Description, null, command.Config) is { } broken)
        {
            return broken;
        }

        var created = await store.CreateAsync(
            new NewAgent(Id, command.Name.Trim(), command.Description, caller.UserId, command.Config, clock.GetUtcNow()));
        if (created.TryGet(out var agent, out var failure))
        {
            _agent = agent;
            LogCreated(logger, Id, caller.UserId);
            return ViewOf(agent, agent.Active, AgentAccess.Owner);
        }

        // The same request again, after a reply that was lost: the id follows from the request, so its agent is there.
        return failure.Code == FailureCodes.AgentExists && (await OpenAsync(caller, AgentAccess.Owner)).TryGet(out var opened, out _)
            ? ViewOf(opened.Agent, opened.Agent.Active, opened.Access)
            : failure;
    }

    public async Task<Outcome<Agent>> GetAsync(Caller caller, int? version)
    {
        if (!(await OpenAsync(caller, AgentAccess.Viewer)).TryGet(out var opened, out var failure))
        {
            return failure;
        }

        return (await FindVersionAsync(opened.Agent, version)).TryGet(out var found, out failure)
            ? ViewOf(opened.Agent, found, opened.Access)
            : failure;
    }

    public async Task<Outcome<Agent>> UpdateAsync(Caller caller, UpdateAgent command)
    {
        if (!(await OpenAsync(caller, AgentAccess.Editor)).TryGet(out var opened, out var failure))
        {
            return failure;
        }

        var broken = Check(command.Name, command.Description, command.Note, command.Config)
            ?? AgentVersionRules.CheckExpected(opened.Agent.LatestVersion, command.ExpectedVersion);
        if (broken is not null)
        {
            return broken;
        }

        var added = await store.AddVersionAsync(new NewVersion(
            Id,
            opened.Agent.Revision,
            command.Name?.Trim() ?? opened.Agent.Name,
            command.Description ?? opened.Agent.Description,
            command.Config,
            command.Note,
            caller.UserId,
            Activate: !command.Draft,
            clock.GetUtcNow()));
        if (!Keep(added).TryGet(out var agent, out failure))
        {
            return failure;
        }

        LogVersionAdded(logger, Id, agent.LatestVersion, caller.UserId);
        var version = await store.FindVersionAsync(Id, agent.LatestVersion);
        return ViewOf(agent, version ?? agent.Active, opened.Access);
    }

    public async Task<Outcome<Page<AgentVersion>>> ListVersionsAsync(Caller caller, PageRequest page) =>
        (await OpenAsync(caller, AgentAccess.Viewer)).TryGet(out _, out var failure)
            ? await store.ListVersionsAsync(Id, page)
            : failure;

    public async Task<Outcome<AgentVersion>> GetVersionAsync(Caller caller, int version) =>
        (await OpenAsync(caller, AgentAccess.Viewer)).TryGet(out var opened, out var failure)
            ? await FindVersionAsync(opened.Agent, version)
            : failure;

    public async Task<Outcome<Agent>> ActivateAsync(Caller caller, int version, int? expectedVersion = null)
    {
        if (!(await OpenAsync(caller, AgentAccess.Editor)).TryGet(out var opened, out var failure))
        {
            return failure;
        }

        if (AgentVersionRules.CheckExpected(opened.Agent.LatestVersion, expectedVersion) is { } stale)
        {
            return stale;
        }

        var audit = Audit(caller, AuditActions.AgentActivated, $"version {opened.Agent.Active.Number} to {version}");
        var activated = await store.ActivateAsync(Id, opened.Agent.Revision, version, audit);
        if (!Keep(activated).TryGet(out var agent, out failure))
        {
            return failure;
        }

        LogActivated(logger, Id, version, caller.UserId);
        return ViewOf(agent, agent.Active, opened.Access);
    }

    public async Task<Outcome<DeletionReceipt>> DeleteAsync(Caller caller, int? expectedVersion = null)
    {
        if (!(await OpenAsync(caller, AgentAccess.Owner)).TryGet(out var opened, out var failure))
        {
            return failure;
        }

        if (AgentVersionRules.CheckExpected(opened.Agent.LatestVersion, expectedVersion) is { } stale)
        {
            return stale;
        }

        var deleted = await store.DeleteAsync(Id, ids.NewId(IdPrefixes.Receipt), Audit(caller, AuditActions.AgentDeleted, null));
        _agent = null;
        if (deleted.Succeeded)
        {
            LogDeleted(logger, Id, caller.UserId);
            await ResumeDeletionAsync();
        }

        return deleted;
    }

    public async Task<Outcome<AgentAccess>> AuthorizeAsync(Caller caller, AgentAccess needed) =>
        (await OpenAsync(caller, needed)).TryGet(out var opened, out var failure) ? opened.Access : failure;

    public async Task<Outcome<PinnedAgent>> PinAsync(Caller caller, int? version)
    {
        if (!(await OpenAsync(caller, AgentAccess.Viewer)).TryGet(out var opened, out var failure)
            || !(await FindVersionAsync(opened.Agent, version)).TryGet(out var found, out failure))
        {
            return failure;
        }

        var hasFiles = found.Config.Knowledge.Enabled && await knowledge.HasReadyFilesAsync(Id);
        return new PinnedAgent(Id, opened.Agent.Name, found.Number, found.Config, hasFiles);
    }

    public Task ResumeDeletionAsync()
    {
        if (_removal.IsCompleted)
        {
            _removal = RemoveAsync();
        }

        return Task.CompletedTask;
    }

    private async Task RemoveAsync()
    {
        try
        {
            DelayDeactivation(TimeSpan.FromHours(1));
            await removal.RunAsync(Id);
            DeactivateOnIdle();
        }
        catch (Exception e)
        {
            // Whatever stopped it, the receipt stays open and the recovery sweep calls again.
            LogRemovalFailed(logger, e, Id);
        }
    }

    private Failure? Check(string? name, string? description, string? note, AgentConfig config) =>
        AgentConfigRules.CheckLabels(name, description, note)
        ?? AgentConfigRules.Check(config)
        ?? AgentModelRules.Check(config, models.Current);

    private async ValueTask<Outcome<OpenedAgent>> OpenAsync(Caller caller, AgentAccess needed)
    {
        var agent = _agent ??= await store.FindAsync(Id);
        if (agent is null or { DeletedAt: not null })
        {
            return AgentFailures.NotFound(Id);
        }

        var access = agent.OwnerId == caller.UserId ? AgentAccess.Owner : await store.GetAccessAsync(Id, caller.UserId);
        return access == AgentAccess.None ? AgentFailures.NotFound(Id)
            : access < needed ? AgentFailures.Forbidden(access, needed)
            : new OpenedAgent(agent, access);
    }

    private async ValueTask<Outcome<AgentVersion>> FindVersionAsync(StoredAgent agent, int? version)
    {
        if (version is null || version == agent.Active.Number)
        {
            return agent.Active;
        }

        var found = _versions.Find(version.Value) ?? _versions.Keep(await store.FindVersionAsync(Id, version.Value));
        return found is null ? AgentFailures.VersionNotFound(version.Value, agent.LatestVersion) : found with { IsActive = false };
    }

    private Outcome<StoredAgent> Keep(Outcome<StoredAgent> written)
    {
        // A conflict means that another activation wrote: what is in memory is stale.
        _agent = written.Value;
        return written;
    }

    private AuditEntry Audit(Caller caller, string action, string? detail) =>
        new(ids.NewId(IdPrefixes.Audit), caller.UserId, action, Id, detail, clock.GetUtcNow());

    private readonly record struct OpenedAgent(StoredAgent Agent, AgentAccess Access);

    private Agent ViewOf(StoredAgent agent, AgentVersion version, AgentAccess access) =>
        AgentViews.Of(agent, version, access, AgentWarnings.Of(version.Config, models.Current, prices));
}
