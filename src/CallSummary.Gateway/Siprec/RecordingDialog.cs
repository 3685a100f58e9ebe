using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Siprec.Metadata;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Siprec;

/// <summary>One recording session as SIP sees it (RFC 7866): its dialog, its streams and what its metadata say so far.</summary>
internal sealed class RecordingDialog(StreamAnswer streams, Leg? onlyLeg, Trunk trunk, GatewayMetrics metrics, ILogger logger) : ISipSessionHandler
{
    private readonly SnapshotRequests _snapshots = new();
    private bool _wasUnreadable;

    /// <summary>The dialog; null until answered.</summary>
    public SipSession? Session { get; set; }

    /// <summary>The conversation that it feeds; set before the answer.</summary>
    public RecordingConversation? Conversation { get; set; }

    public IReadOnlyList<RecordedStream> Streams => streams.Open;

    public MetadataState Metadata { get; } = new();

    /// <summary>Whose voice it carries, when it is known to carry one party only.</summary>
    public Leg? OnlyLeg => onlyLeg;

    /// <summary>Why it ends.</summary>
    public CallEnd End { get; } = new();

    /// <summary>The metadata of a message; null when it has none, or none that can be read: that costs nothing but itself.</summary>
    public MetadataDocument? Read(SipMessage message)
    {
        if (SiprecBody.Metadata(message) is not { } body)
        {
            return null;
        }

        var document = MetadataReader.Read(body);
        if (document is null)
        {
            _wasUnreadable = true;
            metrics.MetadataUnreadable();
            logger.MetadataUnreadable(trunk.Name);
        }

        return document;
    }

    public void Apply(MetadataDocument? document)
    {
        if (document is not null)
        {
            Metadata.Apply(document);
        }
    }

    /// <summary>Asks for the metadata anew where they cannot be used: unreadable, or changes to something that was never told.</summary>
    /// <param name="answered">Completes when the message that brought them has its answer.</param>
    public void AskIfIncomplete(Task answered)
    {
        if ((_wasUnreadable || !Metadata.IsWhole) && Session is { } session)
        {
            _wasUnreadable = false;
            _ = _snapshots.AskAsync(session, answered);
        }
    }

    /// <summary>Takes its answer to our offer; false when nothing fits.</summary>
    public bool Accept(SdpDescription? answer) => streams.Accept(answer);

    public ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite)
    {
        Apply(Read(reinvite.Request));
        var sdp = reinvite.Offer is { } offer ? streams.Answer(offer) : streams.Repeat();

        // Before the answer: a BYE may follow it at once, and the recording must know by then who spoke.
        Conversation?.Refresh(this);
        if (sdp is null)
        {
            reinvite.Reject();
        }
        else
        {
            reinvite.Accept(sdp);
        }

        AskIfIncomplete(Task.CompletedTask);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnRequestAsync(SipSession session, IncomingRequest request)
    {
        // RFC 7866: metadata alone may come in an UPDATE.
        Apply(Read(request.Request));
        Conversation?.Refresh(this);
        AskIfIncomplete(request.Answered);
        return ValueTask.CompletedTask;
    }

    public Task HangUpAsync() => Session?.ByeAsync() ?? Task.CompletedTask;
}
