using AgentGrid.Core.Llm.Resilience;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>Makes the <see cref="HttpClient"/> every provider adapter sends through.</summary>
internal static class ProviderHttp
{
    /// <param name="key">The provider's key: no error message may repeat it.</param>
    public static HttpClient Create(TimeoutOptions timeouts, string? key, TimeProvider clock)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(timeouts.ConnectSeconds),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            // A cancelled answer must stop costing money: close the socket, do not read the rest politely.
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
        return new HttpClient(new ProviderErrorHandler(sockets, key, clock)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
