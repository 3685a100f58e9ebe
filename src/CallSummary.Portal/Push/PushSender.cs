using System.Net;
using System.Security.Cryptography;
using CallSummary.Portal.Webhooks;
using CallSummary.Storage.Subscribers;
using Lib.Net.Http.WebPush;

namespace CallSummary.Portal.Push;

/// <summary>Encrypts a notice for one browser (RFC 8291) and hands it to the browser's push service (RFC 8030).</summary>
internal sealed class PushSender : IDisposable
{
    private const int SecondsToLive = 24 * 60 * 60;

    private readonly HttpClient _http;
    private readonly PushServiceClient _client;
    private readonly PushIdentity _identity;

    public PushSender(AddressPolicy addresses, ResolveHost resolve, PushIdentity identity)
    {
        _identity = identity;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16, // KiB
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = new GuardedConnection(addresses, resolve).ConnectAsync,
        })
        {
            Timeout = TimeSpan.FromSeconds(15),
            MaxResponseContentBufferSize = 64 * 1024,
        };
        _client = new PushServiceClient(_http) { AutoRetryAfter = false };
    }

    public async Task<PushOutcome> SendAsync(PushDevice device, Guid callId, string content, CancellationToken cancellationToken)
    {
        var subscription = new PushSubscription { Endpoint = device.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, device.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, device.Auth);
        var message = new PushMessage(content)
        {
            TimeToLive = SecondsToLive,
            Topic = callId.ToString("N"), // RFC 8030 section 5.4: a repeat replaces what still waits.
            Urgency = PushMessageUrgency.Normal,
        };
        try
        {
            await _client.RequestPushMessageDeliveryAsync(subscription, message, await _identity.SignerAsync(cancellationToken), cancellationToken);
            return PushOutcome.Taken;
        }
        catch (PushServiceClientException problem)
        {
            return problem.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone ? PushOutcome.Gone
                : (int)problem.StatusCode is 429 or >= 500 ? PushOutcome.Later
                : PushOutcome.Refused;
        }
        catch (HttpRequestException problem)
        {
            return problem.InnerException is AddressRefusedException ? PushOutcome.Refused : PushOutcome.Later;
        }
        catch (CryptographicException)
        {
            return PushOutcome.Refused; // A key that is no point of the curve.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PushOutcome.Later;
        }
    }

    public void Dispose() => _http.Dispose();
}
