using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.Subscribers;

/// <summary>A subscriber's own server. It refuses the first attempt of every event, as a server does that is just restarting.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedEvent> _received = new();
    private readonly HashSet<string> _seen = [];

    public WebhookReceiver()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Tcp()}/hook/");
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ListenAsync();
    }

    public string Url { get; }

    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Every attempt that carried the right signature, refused ones included.</summary>
    public IReadOnlyList<ReceivedEvent> Attempts => [.. _received];

    /// <summary>Attempts that carried none or a wrong one.</summary>
    public int Unsigned { get; private set; }

    public IEnumerable<ReceivedEvent> Of(Guid callId, string type) => Attempts.Where(e => e.CallId == callId && e.Type == type);

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                context.Response.StatusCode = Receive(context.Request.Headers, await reader.ReadToEndAsync());
                context.Response.Close();
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private int Receive(System.Collections.Specialized.NameValueCollection headers, string body)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{headers["CallSummary-Timestamp"]}.{body}"));
        if (headers["CallSummary-Signature"] != $"v1={Convert.ToHexStringLower(mac)}")
        {
            Unsigned++;
            return 401;
        }

        var id = headers["CallSummary-Event-Id"]!;
        _received.Enqueue(new ReceivedEvent(id, headers["CallSummary-Event-Type"]!, body));
        return _seen.Add(id) ? 503 : 204;
    }
}
