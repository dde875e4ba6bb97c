using System.Security.Cryptography;
using System.Text;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>Under which key the cache has the vector of a text.</summary>
public static class EmbeddingCacheKey
{
    /// <summary>SHA-256 of the text in UTF-8, in lower-case hexadecimal.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
