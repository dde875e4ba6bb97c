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
            // An answer is read up to its end mark. What the body still has then is next to nothing, and read so that the next call
            // finds the connection open; a model that goes on must stop costing money.
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
            MaxResponseDrainSize = 16 * 1024,
            // One client carries the calls of all users.
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
        return new HttpClient(new ProviderErrorHandler(sockets, key, clock)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
