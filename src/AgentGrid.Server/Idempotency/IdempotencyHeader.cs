namespace AgentGrid.Server.Idempotency;

/// <summary>The <c>Idempotency-Key</c> header.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
    public const int MaxLength = 200;

    /// <summary>The request's key, null when it has none, or why it is refused.</summary>
    public static Outcome<string?> Read(HttpRequest request)
    {
        var header = request.Headers[Name];
        if (header.Count == 0)
        {
            return (string?)null;
        }

        return header is [{ Length: > 0 and <= MaxLength } key] && key.All(character => character is > ' ' and < (char)127)
            ? key
            : Failure.Invalid(
                FailureCodes.IdempotencyKeyInvalid,
                $"{Name} must be one value of 1 to {MaxLength} visible ASCII characters, such as a UUID.");
    }
}
