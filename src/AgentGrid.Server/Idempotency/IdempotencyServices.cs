namespace AgentGrid.Server.Idempotency;

/// <summary>Registers what idempotency keys need.</summary>
internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSingleton<KeysInUse>()
        .AddSingleton<IdempotentRequests>();
}
