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
    private readonly Dictionary<Leg, RecordedStream> _streams = [];
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
                foreach (var stream in _streams.Values)
                {
                    stream.Sink.Attach(recorder, stream.Leg, _startedAt);
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
                recordings.Close(recorder, termination, duration, [.. _streams.Select(s => LegQualities.Of(s.Key, s.Value.Media.Statistics))]);
            }

            return duration;
        }
    }

    /// <summary>The newest stream of a leg is the one that is heard: two at once would tear each other's timeline.</summary>
    private void TakeOver(RecordingDialog dialog)
    {
        foreach (var stream in dialog.Streams)
        {
            if (_streams.TryGetValue(stream.Leg, out var other) && other != stream)
            {
                other.Sink.Detach();
            }

            _streams[stream.Leg] = stream;
        }
    }

    private void Follow(bool numbersChanged)
    {
        var subscribers = choices.Wanting(trunk.Tenant.Id, _parties.CallerNumber, _parties.CalleeNumber, _parties.SubscriberLegs);
        _hadSubscriber |= subscribers.Count > 0;

        // Two strangers are none of our business; somebody whom the recorder has not named yet may be a subscriber.
        var isWanted = _hadSubscriber || !_parties.AreKnown;
        if (_recorder is null)
        {
            _recorder = isWanted ? recordings.Open(callId, Plan(subscribers), [.. _streams.Select(s => (s.Key, s.Value.CodecName))], _startedAt) : null;
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
