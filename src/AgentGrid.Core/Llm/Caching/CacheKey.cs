using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Caching;

/// <summary>A hash of everything that decides an answer: agent and version, models, settings, tools, and the whole prompt.</summary>
internal static class CacheKey
{
    public static string Of(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var request = ModelRequest.Of(options);
        Add(hash, request.Usage.AgentId, request.Usage.AgentVersion?.ToString(CultureInfo.InvariantCulture), options.ModelId);
        Add(hash, [.. request.FallbackModels]);
        Add(
            hash,
            options.Temperature?.ToString(CultureInfo.InvariantCulture),
            options.TopP?.ToString(CultureInfo.InvariantCulture),
            options.MaxOutputTokens?.ToString(CultureInfo.InvariantCulture),
            options.Instructions,
            (options.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText());
        Add(hash, [.. options.Tools?.Select(tool => tool.Name) ?? []]);
        foreach (var message in messages)
        {
            Add(hash, message.Role.Value);
            foreach (var content in message.Contents)
            {
                Add(hash, content.GetType().Name, content switch
                {
                    TextContent text => text.Text,
                    DataContent data => data.Uri,
                    UriContent uri => uri.Uri.AbsoluteUri,
                    FunctionCallContent call => call.Name + JsonSerializer.Serialize(call.Arguments),
                    FunctionResultContent result => result.Result?.ToString(),
                    _ => null,
                });
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each part with its length, so that no two lists of parts run together into the same bytes.
    private static void Add(IncrementalHash hash, params ReadOnlySpan<string?> parts)
    {
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, parts.Length);
        hash.AppendData(length);
        foreach (var part in parts)
        {
            var bytes = part is null ? null : Encoding.UTF8.GetBytes(part);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }
    }
}
