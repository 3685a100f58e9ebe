using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.UnitTests.Fuzz;

/// <summary>A whole stack that takes every call: nothing that comes may make it fault. A fresh one now and then, so that its tables stay small.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A stack without sockets holds timers only, which end by themselves.")]
internal sealed class StackTarget : ISipRequestHandler
{
    private const int CasesPerStack = 1_000;

    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly SilentChannel _channel = new();
    private SipStack? _stack;
    private SipInbox? _inbox;
    private int _cases;

    public async ValueTask OnInviteAsync(IncomingInvite invite)
    {
        invite.Ring();
        var us = new SdpAudioCapabilities { Address = IPAddress.Loopback, Port = 4000, Srtp = SdpSrtpPolicy.Allow };
        var answer = invite.Offer is null ? SdpOfferAnswer.CreateOffer(us) : SdpOfferAnswer.Answer(invite.Offer, us).Local;
        if (answer is null) await invite.RejectAsync(488);
        else await invite.AnswerAsync(answer);
    }

    public void Read(byte[] bytes)
    {
        if (_cases++ % CasesPerStack == 0)
        {
            _stack = new SipStack(
                new SipStackOptions
                {
                    HandlerFaulted = _faults.Enqueue,
                    SupportedExtensions = ["replaces"],
                    AllowedMethods = [.. new SipStackOptions().AllowedMethods, "REFER", "REGISTER"],
                },
                this);
            _stack.Agent.Transports.Attach(_channel);
            _inbox = new SipInbox(_stack.Agent.Options, _stack.Agent.Transactions, TimeProvider.System);
        }
        _inbox!.Take(bytes, new SipPeer(_channel, new IPEndPoint(IPAddress.Loopback, 5060)));
        if (_faults.TryDequeue(out var fault)) throw new InvalidOperationException("The stack faulted.", fault);
    }

    private sealed class SilentChannel : SipChannel
    {
        public override SipProtocol Protocol => SipProtocol.Udp;

        public override IPEndPoint LocalEndPoint { get; } = new(IPAddress.Loopback, 5070);

        public override bool IsOpen => true;

        public override bool TrySend(byte[] message, IPEndPoint remote) => true;
    }
}
