using System.Collections.Frozen;
using AgentGrid.Naming;

namespace AgentGrid.Server.Routing;

/// <summary>A kind of thing that routes name by id, and the answer when there is none.</summary>
internal sealed record IdKind(string Parameter, string Prefix, Failure NotFound)
{
    private const int MaxLength = 64;

    public static IdKind Agent { get; } = Of("agentId", IdPrefixes.Agent, FailureCodes.AgentNotFound, "agent");

    public static IdKind File { get; } = Of("fileId", IdPrefixes.File, FailureCodes.FileNotFound, "file");

    public static IdKind Session { get; } = Of("sessionId", IdPrefixes.Session, FailureCodes.SessionNotFound, "session");

    public static IdKind Turn { get; } = Of("turnId", IdPrefixes.Turn, FailureCodes.TurnNotFound, "turn");

    public static IdKind Attachment { get; } = Of("attachmentId", IdPrefixes.Attachment, FailureCodes.AttachmentNotFound, "attachment");

    public static IdKind User { get; } = Of("userId", IdPrefixes.User, FailureCodes.UserNotFound, "user");

    public static IdKind Key { get; } = Of("keyId", IdPrefixes.ApiKeyId, FailureCodes.KeyNotFound, "key");

    public static IdKind Receipt { get; } = Of("receiptId", IdPrefixes.Receipt, FailureCodes.ReceiptNotFound, "receipt");

    /// <summary>Every kind by its name in routes: a route parameter of that name is an id of that kind.</summary>
    public static FrozenDictionary<string, IdKind> ByParameter { get; } =
        new[] { Agent, File, Session, Turn, Attachment, User, Key, Receipt }.ToFrozenDictionary(kind => kind.Parameter, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text could be an id of this kind at all.</summary>
    public bool IsWellFormed(string? id) =>
        id is { Length: <= MaxLength } && id.Length > Prefix.Length + 1 && id[Prefix.Length] == '_'
        && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.AsSpan(Prefix.Length + 1).IndexOfAnyExcept(WellFormed) < 0;

    private static readonly System.Buffers.SearchValues<char> WellFormed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static IdKind Of(string parameter, string prefix, string code, string noun) =>
        new(parameter, prefix, Failure.NotFound(code, $"There is no such {noun}, or it is not yours."));
}
