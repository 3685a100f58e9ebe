using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>
/// The door before parser and transactions: whom it does not know costs a look-up and nothing else (flood), and gets at most one answer no
/// larger than its request, to where the packet came from (amplification). Responses pass: only those to our own requests find a transaction.
/// </summary>
internal sealed class SipInbox(SipStackOptions options, ISipReceiver receiver, TimeProvider time)
{
    private readonly SourceBudgets _requests = new(time);
    private readonly SourceBudgets _refusals = new(time);
    private long _dropped;

    /// <summary>Requests that were dropped or refused at the door.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes one message's bytes. False: the connection that it came over should end.</summary>
    public bool Take(ReadOnlySpan<byte> bytes, SipPeer peer)
    {
        if (!IsResponse(bytes))
        {
            var admission = options.Admission?.Invoke(new SipSource(peer.EndPoint, peer.Protocol, peer.Channel.PeerCertificate)) ?? SipAdmission.Accept;
            if (admission == SipAdmission.Accept && options.MaxRequestsPerSecondPerSource is { } limit && !_requests.TryTake(peer.EndPoint.Address, limit))
            {
                Interlocked.Increment(ref _dropped);
                Answer(bytes, peer, 503);
                return true;
            }
            if (admission != SipAdmission.Accept)
            {
                Interlocked.Increment(ref _dropped);
                if (admission == SipAdmission.Refuse) Answer(bytes, peer, options.RefusalStatus);
                return admission == SipAdmission.Refuse;
            }
        }
        var error = SipParser.Parse(bytes, out var message);
        receiver.OnMessage(message, error, peer);
        return true;
    }

    public void OnChannelFailed(SipChannel channel) => receiver.OnChannelFailed(channel);

    private static bool IsResponse(ReadOnlySpan<byte> bytes) => bytes.TrimStart("\r\n"u8).StartsWith("SIP/2.0 "u8);

    private void Answer(ReadOnlySpan<byte> bytes, SipPeer peer, int status)
    {
        if (!_refusals.TryTake(peer.EndPoint.Address, options.RefusalsPerSecondPerSource)) return;
        if (SipParser.Parse(bytes, out var message) != SipParseError.None || message is not SipRequest request || request.Method == SipMethods.Ack) return;
        var answer = StatelessAnswer.To(request, status, null, options);
        var size = answer.Length;
        if (size <= bytes.Length) peer.TrySend(answer);
    }
}
