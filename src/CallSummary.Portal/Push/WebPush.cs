using System.Net;
using System.Security.Cryptography;
using CallSummary.Portal.Webhooks;
using CallSummary.Storage.Subscribers;
using Lib.Net.Http.WebPush;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary>Encrypts a notice for one browser (RFC 8291) and hands it to the browser's push service (RFC 8030).</summary>
internal sealed class WebPush : IPushProvider, IDisposable
{
    private readonly HttpClient _http;
    private readonly PushServiceClient _client;
    private readonly PushIdentity _identity;

    public WebPush(AddressPolicy addresses, ResolveHost resolve, PushIdentity identity, IOptions<PortalOptions> options)
    {
        _identity = identity;
        IsOn = options.Value.Push.Enabled;
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

    public PushKind Kind => PushKind.Web;

    public bool IsOn { get; }

    public async Task<PushOutcome> SendAsync(PushDevice device, PushNotice notice, CancellationToken cancellationToken)
    {
        var subscription = new PushSubscription { Endpoint = device.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, device.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, device.Auth);
        var message = new PushMessage(notice.ToJson())
        {
            TimeToLive = (int)PushNotice.Lifetime.TotalSeconds,
            Topic = notice.CallId.ToString("N"), // RFC 8030 section 5.4: a repeat replaces what still waits.
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
