using AgentGrid.Storage.Hosting;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Idempotency;

/// <summary>Registers what idempotency keys need.</summary>
internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSingleton<IdempotentRequests>()
        .AddSingleton<IClaimLifetime>(static provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.UsesPostgres
                ? new SharedStoreClaims()
                : new SingleProcessClaims(provider.GetRequiredService<TimeProvider>()));
}
