using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgentGrid.Core.Users;

/// <summary>Bearer secrets: 32 random bytes as base64url. Only their SHA-256 is ever stored.</summary>
public static class Secrets
{
    /// <summary>What every API key begins with.</summary>
    public const string ApiKeyPrefix = "agk_";

    /// <summary>Characters of an API key that a list shows, so that people recognise it.</summary>
    public const int HintLength = 10;

    /// <summary>Longer text is never one of our secrets.</summary>
    public const int MaxLength = 512;

    private const int RandomBytes = 32;

    /// <summary>A new secret for an access or refresh token.</summary>
    public static string NewToken()
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>A new secret for an API key.</summary>
    public static string NewApiKey() => ApiKeyPrefix + NewToken();

    /// <summary>The stored form of a secret. The secret is random, so a plain hash cannot be searched.</summary>
    public static byte[] Hash(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return SHA256.HashData(Encoding.UTF8.GetBytes(secret));
    }
}
