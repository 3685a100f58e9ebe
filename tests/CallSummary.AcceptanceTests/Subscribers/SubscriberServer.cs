using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.Subscribers;

/// <summary>A subscriber's own server. It refuses the first attempt of every event, as a server does that is just restarting.</summary>
internal sealed class SubscriberServer : IAsyncDisposable
{
    private readonly WebhookReceiver _receiver = WebhookReceiver.Start();
    private readonly ConcurrentQueue<ReceivedEvent> _received = new();
    private readonly ConcurrentDictionary<string, bool> _seen = [];
    private int _unsigned;

    public SubscriberServer() => _receiver.Answer = (number, context) =>
    {
        var (_, headers, body) = _receiver.Received.ElementAt(number - 1);
        context.Response.StatusCode = Receive(name => headers[name].ToString(), body);
        return Task.CompletedTask;
    };

    public string Url => _receiver.Url;

    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Every attempt that carried the right signature, refused ones included.</summary>
    public IReadOnlyList<ReceivedEvent> Attempts => [.. _received];

    /// <summary>Attempts that carried none or a wrong one.</summary>
    public int Unsigned => _unsigned;

    public IEnumerable<ReceivedEvent> Of(Guid callId, string type) => Attempts.Where(e => e.CallId == callId && e.Type == type);

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    private int Receive(Func<string, string> header, string body)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{header("CallSummary-Timestamp")}.{body}"));
        if (header("CallSummary-Signature") != $"v1={Convert.ToHexStringLower(mac)}")
        {
            Interlocked.Increment(ref _unsigned);
            return 401;
        }

        var id = header("CallSummary-Event-Id");
        _received.Enqueue(new ReceivedEvent(id, header("CallSummary-Event-Type"), body));
        return _seen.TryAdd(id, true) ? 503 : 204;
    }
}
