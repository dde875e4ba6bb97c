namespace AgentGrid.Client;

/// <summary>
/// The AgentGrid HTTP API. Every method throws <see cref="AgentGridException"/> when the server refuses, and
/// <see cref="HttpRequestException"/> when it cannot be reached. Safe for concurrent use.
/// </summary>
/// <param name="http">
/// Its <see cref="HttpClient.BaseAddress"/> is the server's, with its path where it has one. Its timeout bounds uploads, while
/// answers may take as long as they do. The caller disposes of it.
/// </param>
/// <param name="time">Paces reconnects; null for the system's clock.</param>
public sealed partial class AgentGridClient(HttpClient http, TimeProvider? time = null)
{
    private readonly ApiConnection _api = new(http ?? throw new ArgumentNullException(nameof(http)));
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>An access token or API key. Set by what signs in.</summary>
    public string? Token
    {
        get => _api.Token;
        set => _api.Token = value;
    }

    /// <summary>How long a broken answer is taken up again, from when it broke, before the error is thrown. Default one minute.</summary>
    public TimeSpan ReconnectFor { get; set; } = TimeSpan.FromMinutes(1);

    private Task<Page<T>> ListAsync<T>(string path, CancellationToken cancellationToken) =>
        _api.SendAsync<Page<T>>(HttpMethod.Get, path, null, cancellationToken);
}
