namespace AgentGrid.Naming;

/// <summary>What each kind of id begins with. Ids are opaque to callers; the prefix helps people reading logs.</summary>
public static class IdPrefixes
{
#pragma warning disable CS1591 // The names say it.
    public const string Agent = "agt";
    public const string Session = "ses";
    public const string Turn = "trn";
    public const string Message = "msg";
    public const string File = "fil";
    public const string Attachment = "att";
    public const string User = "usr";
    public const string ApiKeyId = "key";
    public const string SignIn = "sgn";
    public const string Usage = "use";
    public const string Receipt = "del";
    public const string Audit = "aud";
    public const string ToolCall = "call";
#pragma warning restore CS1591
}
