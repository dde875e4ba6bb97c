using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentGrid.Core.Users;

namespace AgentGrid.Server.Idempotency;

/// <summary>
/// Keeps strangers' idempotency keys apart on routes that need no sign-in: there a key belongs to the e-mail address in the body,
/// or, without one, to the body itself.
/// </summary>
internal static class AnonymousScope
{
    private const string EmailField = "email";

    /// <summary>Reads whom a request is about. Its body is buffered, and is at its beginning before and after.</summary>
    public static async Task ReadAsync(HttpContext context, string bodyHash) =>
        context.Items[typeof(AnonymousScope)] = await ReadEmailAsync(context) is { } email
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AccountRules.NormalizeEmail(email))))
            : bodyHash;

    /// <summary>Whom the request is about; null where that was not read.</summary>
    public static string? Of(HttpContext context) => context.Items[typeof(AnonymousScope)] as string;

    private static async Task<string?> ReadEmailAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            string? email = null;
            foreach (var field in body.RootElement.EnumerateObject())
            {
                email = field.Name.Equals(EmailField, StringComparison.OrdinalIgnoreCase) ? field.Value.GetString() : email;
            }

            return email;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What no address can be read from is refused as soon as the endpoint reads it.
            return null;
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }
}
