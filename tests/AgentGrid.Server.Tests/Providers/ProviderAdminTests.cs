using System.Collections.Immutable;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Server.Audit;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Providers;
using AgentGrid.Server.Settings;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Server.Tests.Providers;

[Collection(ServerCollection.Name)]
public sealed class ProviderAdminTests(TestServer server)
{
    [Fact]
    public async Task Save_ClientLeavesOnceItIsStored_IsInEffectAndAudited()
    {
        var name = $"p{Guid.NewGuid():n}";
        using var client = new CancellationTokenSource();
        var admin = Admin(new LeavingClient(Service<IProviderStore>(), client));

        var saved = await admin.SaveAsync(
            name, new ProviderRequest("openai", Models: ["m"]), "usr_1", client.Token);

        saved.Failure.ShouldBeNull();
        client.IsCancellationRequested.ShouldBeTrue();
        Service<IProviderRegistry>().Current.Find(name).ShouldNotBeNull();
        var audit = await Service<IAuditStore>().ListAsync(new PageRequest(), name);
        audit.Value!.Items.ShouldHaveSingleItem().UserId.ShouldBe("usr_1");
        (await admin.RemoveAsync(name, "usr_1", CancellationToken.None)).ShouldBeNull();
    }

    private T Service<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    private ProviderAdmin Admin(IProviderStore store) => new(
        store, Service<ISettingsStore>(), Service<IProviderRegistry>(), Service<IDataProtectionProvider>(), Service<AdminGate>(),
        Service<AuditDesk>(), TimeProvider.System, NullLogger<ProviderAdmin>.Instance);

    /// <summary>The real store; the client is gone as soon as something is saved.</summary>
    private sealed class LeavingClient(IProviderStore inner, CancellationTokenSource client) : IProviderStore
    {
        public ValueTask<ImmutableArray<StoredProvider>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

        public ValueTask<StoredProvider?> FindAsync(string name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

        public async ValueTask<Outcome<StoredProvider>> SaveAsync(StoredProvider provider, AuditEntry audit, CancellationToken cancellationToken)
        {
            var saved = await inner.SaveAsync(provider, audit, cancellationToken);
            await client.CancelAsync();
            return saved;
        }

        public ValueTask<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) =>
            inner.DeleteAsync(name, audit, cancellationToken);
    }
}
