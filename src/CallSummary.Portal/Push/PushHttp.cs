namespace CallSummary.Portal.Push;

/// <summary>Clients for the push services that the operator names: nothing is followed, kept or read without a limit.</summary>
internal static class PushHttp
{
    public static HttpClient Create(Version version) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16, // KiB
        PooledConnectionLifetime = TimeSpan.FromMinutes(30),
    })
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = 64 * 1024,
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
    };
}
