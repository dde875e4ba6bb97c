using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using AgentGrid.Server.Attachments;
using AgentGrid.Server.Contracts.Chat;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Tells whether two chat requests ask for the same.</summary>
internal static class ChatHash
{
    public static string Of(
        ChatRequest request, ImmutableDictionary<string, string> inputs, ImmutableArray<ReceivedImage> images)
    {
        var ordered = new SortedDictionary<string, string>(inputs, StringComparer.Ordinal);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            new object?[] { request.AgentId, request.Message, request.SessionId, request.Version, ordered, images.Select(image => $"{image.Sha256} {image.Name}") });
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
