namespace AgentGrid.Server.Idempotency;

/// <summary>Marks an endpoint whose answers are kept under the request's <c>Idempotency-Key</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IdempotentAttribute : Attribute;
