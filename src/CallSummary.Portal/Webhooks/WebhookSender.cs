using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CallSummary.Portal.SignIn;
using CallSummary.Storage.Webhooks;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>
/// POSTs one delivery. Its own HTTP handler: no proxy, no redirects, no cookies, and only addresses that the policy accepts. What the receiver says is not read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private static readonly ProductInfoHeaderValue UserAgent = new("CallSummary", "1");

    private readonly HttpClient _client;
    private readonly StoredSecret _stored;
    private readonly TimeProvider _time;
    private readonly PortalWebhookOptions _options;

    public WebhookSender(AddressPolicy addresses, ResolveHost resolve, StoredSecret stored, IOptions<PortalOptions> options, TimeProvider time)
    {
        _stored = stored;
        _time = time;
        _options = options.Value.Webhooks;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = _options.Timeout,
            MaxConnectionsPerServer = _options.Concurrency,
            MaxResponseHeadersLength = 16, // KiB
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = new GuardedConnection(addresses, resolve).ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<DeliveryResult> SendAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (_stored.Reveal(webhook.Secret) is not { } secret)
        {
            return new DeliveryResult(DeliveryOutcome.SecretUnreadable);
        }

        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(webhook, secret, delivery);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and <= 299 => new DeliveryResult(DeliveryOutcome.Delivered, status),
                >= 300 and <= 399 => new DeliveryResult(DeliveryOutcome.Redirected, status),
                _ => new DeliveryResult(DeliveryOutcome.Refused, status),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryResult(DeliveryOutcome.TimedOut);
        }
        catch (HttpRequestException exception)
        {
            return new DeliveryResult(exception.InnerException switch
            {
                AddressRefusedException => DeliveryOutcome.AddressRefused,
                SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => DeliveryOutcome.NameNotResolved,
                OperationCanceledException or TimeoutException => DeliveryOutcome.TimedOut,
                _ => DeliveryOutcome.ConnectionFailed,
            });
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(Webhook webhook, string secret, WebhookDelivery delivery)
    {
        var timestamp = WebhookSignature.Timestamp(_time.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Add(WebhookSignature.EventIdHeader, delivery.EventId);
        request.Headers.Add(WebhookSignature.EventTypeHeader, delivery.EventType);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secret, timestamp, delivery.Body));
        return request;
    }
}
