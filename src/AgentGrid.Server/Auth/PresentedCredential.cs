namespace AgentGrid.Server.Auth;

/// <summary>The credential that a request came with, to be looked at again while its answer goes on.</summary>
/// <param name="since">When it was found good: that it expires since then ends nothing.</param>
internal sealed class PresentedCredential(CredentialReader credentials, string secret, DateTimeOffset since)
{
    /// <summary>That of a request whose caller was just verified; null where nobody needs one.</summary>
    public static PresentedCredential? Of(HttpContext context) => context.User.Identity is CallerIdentity caller
        ? new(
            context.RequestServices.GetRequiredService<CredentialReader>(), caller.Secret,
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())
        : null;

    /// <summary>Whether it is neither revoked nor its user suspended.</summary>
    public async ValueTask<bool> IsStillGoodAsync() => (await credentials.FindAsync(secret, since, CancellationToken.None)).Succeeded;
}
