using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Sip.Transactions;

/// <summary>The transaction layer alone, over a channel in memory and a clock that the test moves.</summary>
internal sealed class TransactionBench : ITransactionUser, IClientTransactionUser
{
    public TransactionBench(SipProtocol protocol = SipProtocol.Udp, int maxTransactions = 1_000)
    {
        Channel = new MemoryChannel(protocol);
        Layer = new TransactionLayer(new SipStackOptions { MaxTransactions = maxTransactions }, Time, this);
    }

    public FakeTimeProvider Time { get; } = new();

    public MemoryChannel Channel { get; }

    public TransactionLayer Layer { get; }

    public List<ServerTransaction> Requests { get; } = [];

    public List<SipRequest> Acks { get; } = [];

    public List<int> Responses { get; } = [];

    public List<ClientFailure> Failures { get; } = [];

    public void OnRequest(ServerTransaction transaction) => Requests.Add(transaction);

    public void OnAck(SipRequest ack, SipPeer peer) => Acks.Add(ack);

    public void OnResponse(ClientTransaction transaction, SipResponse response) => Responses.Add(response.StatusCode);

    public void OnFailed(ClientTransaction transaction, ClientFailure failure) => Failures.Add(failure);

    public void Receive(string text)
    {
        var error = SipParser.Parse(Encoding.UTF8.GetBytes(text), out var message);
        Layer.OnMessage(message, error, new SipPeer(Channel, MemoryChannel.Remote));
    }

    public ClientTransaction Send(string method)
    {
        var request = (SipRequest)Wire.Parse(Wire.Request(method, via: Channel.Protocol == SipProtocol.Udp ? "UDP 192.0.2.9" : "TCP 192.0.2.9"));
        var client = Layer.NewClient(request, new SipPeer(Channel, MemoryChannel.Remote), this);
        client.Start();
        return client;
    }

    public void Respond(int status) => Requests[^1].Respond(SipResponse.For(Requests[^1].Request, status, null, "bob"));

    /// <summary>Moves the clock in steps and says after how many milliseconds each message left.</summary>
    public List<int> SendTimes(int milliseconds)
    {
        var times = new List<int>();
        for (var at = 100; at <= milliseconds; at += 100)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            times.AddRange(Channel.Take().Select(_ => at));
        }
        return times;
    }
}
