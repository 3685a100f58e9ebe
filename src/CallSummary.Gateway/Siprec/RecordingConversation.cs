using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Siprec.Metadata;
using CallSummary.Gateway.Trunks;
using CallSummary.Storage.Subscribers;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// One recorded conversation: a call like any other from here on. Usually one recording session feeds it; near and far end, or the
/// sessions before and after a transfer, are several.
/// </summary>
internal sealed class RecordingConversation(
    Guid callId, Trunk trunk, string? key, CallRecordings recordings, SummaryChoices choices, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly RecordedParties _parties = new(trunk);
    private readonly List<RecordedStream> _streams = [];
    private readonly Dictionary<Leg, Floor> _floors = new() { [Leg.Caller] = new(time), [Leg.Callee] = new(time) };
    private readonly long _startedAt = time.GetTimestamp();
    private CallRecorder? _recorder;
    private bool _hadSubscriber;
    private bool _closed;

    public Guid CallId => callId;

    public string? Key => key;

    /// <summary>Recording sessions that feed it now; guarded by <see cref="RecordingConversations"/>.</summary>
    public int Dialogs { get; set; }

    /// <summary>Whether one of these participants speaks here already.</summary>
    public bool Shares(MetadataState metadata)
    {
        lock (_lock)
        {
            return _parties.Share(metadata);
        }
    }

    /// <summary>A session has come, or has told something new: legs, numbers and what is recorded follow.</summary>
    public void Refresh(RecordingDialog dialog)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _parties.AssignLegs(dialog);
            var changed = _parties.Update(dialog);
            TakeOver(dialog);
            Follow(changed);
            if (_recorder is { } recorder)
            {
                foreach (var stream in _streams)
                {
                    stream.Sink.Attach(recorder, stream.Leg, _startedAt, _streams.Count(s => s.Leg == stream.Leg) > 1 ? _floors[stream.Leg] : null);
                }
            }
        }
    }

    /// <summary>The last session is gone.</summary>
    public TimeSpan Close(CallTermination termination, long endedAt)
    {
        lock (_lock)
        {
            _closed = true;
            var duration = time.GetElapsedTime(_startedAt, endedAt);
            if (_recorder is { } recorder)
            {
                recordings.Close(recorder, termination, duration, Qualities());
            }

            return duration;
        }
    }

    private void TakeOver(RecordingDialog dialog)
    {
        foreach (var stream in dialog.Streams.Except(_streams).ToList())
        {
            // What joins its own session is another party of a conference; what another session brings continues what that one was.
            foreach (var other in _streams.Where(s => s.Leg == stream.Leg && !dialog.Streams.Contains(s)))
            {
                other.Sink.Detach();
            }

            _streams.Add(stream);
        }
    }

    /// <summary>Each leg's as of its stream that brought most.</summary>
    private List<LegQuality> Qualities() =>
        [.. _streams.GroupBy(s => s.Leg).Select(leg => LegQualities.Of(leg.Key, leg.Select(s => s.Media.Statistics).MaxBy(s => s.Received)!))];

    private void Follow(bool numbersChanged)
    {
        var subscribers = choices.Wanting(trunk.Tenant.Id, _parties.CallerNumber, _parties.CalleeNumber, _parties.SubscriberLegs);
        _hadSubscriber |= subscribers.Count > 0;

        // Two strangers are none of our business; somebody whom the recorder has not named yet may be a subscriber.
        var isWanted = _hadSubscriber || !_parties.AreKnown;
        if (_recorder is null)
        {
            _recorder = isWanted ? recordings.Open(callId, Plan(subscribers), [.. _streams.DistinctBy(s => s.Leg).Select(s => (s.Leg, s.CodecName))], _startedAt) : null;
        }
        else if (!isWanted)
        {
            if (_recorder.Consent.Withdraw())
            {
                logger.NoSubscriber(callId);
                _recorder.RecordConsent();
            }
        }
        else if (numbersChanged)
        {
            _recorder.Correct(_parties.CallerNumber, _parties.CalleeNumber, subscribers);
        }
    }

    private CallPlan Plan(IReadOnlyList<Leg> subscribers) => new()
    {
        Trunk = trunk,
        Route = Route.OfRecorders,
        CallerNumber = _parties.CallerNumber,
        CalleeNumber = _parties.CalleeNumber,
        NextHop = null,
        SubscriberLegs = subscribers,
        NoticeLanguage = trunk.Tenant.NoticeLanguage,
        Language = trunk.Tenant.Language,
    };
}
