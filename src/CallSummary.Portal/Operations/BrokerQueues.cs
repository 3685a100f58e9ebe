using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Operations;

/// <summary>Asks RabbitMQ's management API for its queues. The service does without: it only tells engineers more.</summary>
internal sealed class BrokerQueues : IDisposable
{
    private readonly HttpClient? _api;
    private readonly string _path;

    public BrokerQueues(IOptions<PortalOptions> options)
    {
        var broker = options.Value.Broker;
        _path = $"api/queues/{Uri.EscapeDataString(broker.VirtualHost)}?columns=name,messages_ready,messages_unacknowledged,consumers";
        if (broker.ManagementUrl is { } url)
        {
            _api = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            {
                BaseAddress = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + '/'),
                Timeout = TimeSpan.FromSeconds(3),
                MaxResponseContentBufferSize = 4 * 1024 * 1024,
            };
            _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{broker.Username}:{broker.Password}")));
        }
    }

    /// <summary>The queues by name; no queues and no problem where no API is configured.</summary>
    public async Task<BrokerState> ReadAsync(CancellationToken cancellationToken)
    {
        if (_api is null)
        {
            return new BrokerState(false, [], null);
        }

        try
        {
            var rows = await _api.GetFromJsonAsync<List<Row>>(_path, cancellationToken) ?? [];
            return new BrokerState(true, [.. rows.Select(r => new BrokerQueue(r.Name, r.Ready, r.Unacknowledged, r.Consumers)).OrderBy(q => q.Name, StringComparer.Ordinal)], null);
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new BrokerState(true, [], problem is HttpRequestException { StatusCode: { } status } ? $"HTTP {(int)status}" : problem.Message);
        }
    }

    public void Dispose() => _api?.Dispose();

    private sealed record Row(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("messages_ready")] long Ready,
        [property: JsonPropertyName("messages_unacknowledged")] long Unacknowledged,
        [property: JsonPropertyName("consumers")] int? Consumers);
}
