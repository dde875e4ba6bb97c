using AgentGrid.Storage.Users;
using Microsoft.AspNetCore.Identity;

namespace AgentGrid.Grains.Users;

/// <summary>
/// Hashes and checks passwords, as slow as that is meant to be, off the grains' scheduler and on at most as many threads as
/// there are cores, so that guessing passwords does not starve chats.
/// </summary>
internal sealed class PasswordWork : IDisposable
{
    private readonly PasswordHasher<StoredUser> _hasher = new();
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly Lazy<string> _nobody;

    public PasswordWork() =>
        _nobody = new Lazy<string>(() => _hasher.HashPassword(null!, Core.Users.Secrets.NewToken()));

    public Task<string> HashAsync(string password) => RunAsync(() => _hasher.HashPassword(null!, password));

    /// <summary>Whether the password is right. Takes as long for no user, or one without a password, as for a wrong one.</summary>
    public Task<bool> VerifyAsync(StoredUser? user, string password) => RunAsync(() =>
    {
        var known = user is { PasswordHash.Length: > 0 };
        var hash = known ? user!.PasswordHash : _nobody.Value;
        return _hasher.VerifyHashedPassword(null!, hash, password) != PasswordVerificationResult.Failed && known;
    });

    public void Dispose() => _cores.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work)
    {
        await _cores.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _cores.Release();
        }
    }
}
