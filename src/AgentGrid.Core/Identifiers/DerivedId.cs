using System.Security.Cryptography;
using System.Text;

namespace AgentGrid.Core.Identifiers;

/// <summary>
/// Ids that follow from who asked and with which idempotency key, so that a repeated request, even after a crash, names the
/// same thing and so has one effect.
/// </summary>
public static class DerivedId
{
    /// <summary>The id of kind <paramref name="prefix"/> for a request of <paramref name="userId"/>.</summary>
    public static string Of(string prefix, string userId, string route, string idempotencyKey)
    {
        var seed = Encoding.UTF8.GetBytes($"{prefix}\n{userId}\n{route}\n{idempotencyKey}");
        return $"{prefix}_{Crockford32.Encode(SHA256.HashData(seed).AsSpan(0, 16))}";
    }
}
