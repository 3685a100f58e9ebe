using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Recording.Manifests;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// Records one call. The media engine hands packets in without waiting; a recorder loop brings them to disk, then the manifest
/// line of each utterance, and only then lets it go to the bus.
/// </summary>
internal sealed class CallRecorder : IDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AliveInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _work = new();
    private volatile CallEntry _call;
    private readonly ManifestWriter _manifest;
    private readonly RecorderServices _services;
    private readonly PacketQueue _queue;
    private readonly LegRecorder _caller;
    private readonly LegRecorder _callee;
    private readonly List<UtteranceEntry> _ready = [];
    private readonly long _startedAt;
    private TimeSpan _flushed;
    private TimeSpan _alive;
    private int _callerUtterances;
    private int _calleeUtterances;
    private bool _closed;
    private volatile bool _paused;
    private volatile bool _stopped;

    public CallRecorder(CallEntry call, ConsentGate consent, ManifestWriter manifest, long startedAt, RecorderServices services)
    {
        _call = call;
        _manifest = manifest;
        _services = services;
        _startedAt = startedAt;
        Consent = consent;
        _queue = new PacketQueue(services.Options.QueuePackets);
        _caller = new LegRecorder(Leg.Caller, () => services.Store.OpenAppend(call.CallId, Leg.Caller), services.Options);
        _callee = new LegRecorder(Leg.Callee, () => services.Store.OpenAppend(call.CallId, Leg.Callee), services.Options);
    }

    public Guid CallId => _call.CallId;

    public string TenantId => _call.TenantId;

    public ConsentGate Consent { get; }

    /// <summary>Time since the answer: offset on the call's timeline.</summary>
    public TimeSpan Elapsed => _services.Time.GetElapsedTime(_startedAt);

    /// <summary>Takes a packet from the media engine. Never waits; without consent the packet is forgotten.</summary>
    public void Add(Leg leg, in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        if (!_stopped && !_paused && Consent.IsOpen)
        {
            _queue.Add(leg, packet, payload);
        }
    }

    /// <summary>Puts the consent reached into the manifest and the database.</summary>
    public void RecordConsent()
    {
        Note(new ConsentEntry { At = _services.Time.GetUtcNow(), State = Consent.State });
        _services.Metrics.ConsentReached(Consent.State);
        _services.Ledger.Enqueue(CallId);
    }

    /// <summary>Takes nothing more until it goes on; what came before is kept. What is paused already stays so.</summary>
    /// <returns>False when it was so already, or the recording is over.</returns>
    public bool Pause(bool pause)
    {
        lock (_work)
        {
            if (_closed || _paused == pause)
            {
                return false;
            }

            _paused = pause;
            Note(new PauseEntry { At = _services.Time.GetUtcNow(), Offset = Elapsed, IsPaused = pause });
        }

        _services.Ledger.Enqueue(CallId);
        return true;
    }

    /// <summary>Puts corrected parties into the manifest and the database: a recorder may learn late who speaks.</summary>
    public void Correct(string callerNumber, string calleeNumber, IReadOnlyList<Leg> subscriberLegs)
    {
        Note(new PartiesEntry
        {
            At = _services.Time.GetUtcNow(),
            CallerNumber = callerNumber,
            CalleeNumber = calleeNumber,
            SubscriberLegs = subscriberLegs,
        });

        // Utterances from now on say whose they are.
        _call = _call with { CallerNumber = callerNumber, CalleeNumber = calleeNumber, SubscriberLegs = subscriberLegs };
        _services.Ledger.Enqueue(CallId);
    }

    /// <summary>Brings what has come to disk; called by a recorder loop.</summary>
    public void Drain()
    {
        lock (_work)
        {
            if (_stopped)
            {
                return;
            }

            try
            {
                DrainQueue();
            }
            catch (IOException e)
            {
                Fail(e);
            }
        }
    }

    /// <summary>Ends the recording: everything that came is on disk, the manifest says how it ended.</summary>
    public void Complete(CallTermination termination, TimeSpan duration, IReadOnlyList<LegQuality>? quality = null)
    {
        lock (_work)
        {
            try
            {
                if (!_stopped)
                {
                    _queue.Close();
                    DrainQueue();
                    _caller.Complete();
                    _callee.Complete();
                    Publish();
                }

                _manifest.Append(new EndedEntry
                {
                    At = _call.At + duration,
                    Termination = termination,
                    Duration = duration,
                    CallerUtterances = _callerUtterances,
                    CalleeUtterances = _calleeUtterances,
                    Quality = quality,
                    DroppedPackets = _queue.Dropped,
                });
            }
            catch (IOException e)
            {
                Fail(e);
            }

            Close();
        }

        _services.Ledger.Enqueue(CallId);
    }

    /// <summary>Consent is gone, or the call was erased: nothing more is taken, and what exists is deleted.</summary>
    public void Discard()
    {
        Consent.Withdraw();
        lock (_work)
        {
            Close();
            _services.Store.Delete(CallId);
        }
    }

    /// <summary>Lets go of the files; what was not completed is finished from them at the next start.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            Close();
        }
    }

    private void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _stopped = true;
        _services.Metrics.RecorderClosed(_queue.Accepted, _queue.Dropped + _caller.Refused + _callee.Refused);
        _queue.Close();
        PacketBlock.Return(_queue.TakeAll());

        try
        {
            _caller.Dispose();
            _callee.Dispose();
            _manifest.Dispose();
        }
        catch (IOException e)
        {
            Fail(e);
        }
    }

    private void DrainQueue()
    {
        var first = _queue.TakeAll();
        try
        {
            for (var block = first; block is not null; block = block.Next)
            {
                for (var place = 0; block.TryRead(ref place, out var packet);)
                {
                    (packet.Leg == Leg.Caller ? _caller : _callee).Add(packet.Packet, packet.Payload);
                }
            }
        }
        finally
        {
            PacketBlock.Return(first);
        }

        var now = Elapsed;
        _caller.Advance(now);
        _callee.Advance(now);
        if (_caller.HasReady || _callee.HasReady)
        {
            Publish();
        }
        else if (now - _flushed >= FlushInterval)
        {
            Flush(now);
        }

        OfferPartial(_caller);
        OfferPartial(_callee);

        if (now - _alive >= AliveInterval)
        {
            _alive = now;
            _manifest.Append(new AliveEntry { At = _services.Time.GetUtcNow() });
        }
    }

    // Order matters: frames, then the manifest, then the bus. A crash in between loses a message, never sound.
    private void Publish()
    {
        Flush(Elapsed);
        _caller.TakeReady(_ready);
        _callee.TakeReady(_ready);
        foreach (var utterance in _ready)
        {
            var entry = utterance with { At = _services.Time.GetUtcNow() };
            _manifest.Append(entry);
            _ = utterance.Leg == Leg.Caller ? _callerUtterances++ : _calleeUtterances++;
            _services.Publisher.Enqueue(_call, entry);
        }

        _ready.Clear();
    }

    // For whoever watches the call live; the recording does not know of it.
    private void OfferPartial(LegRecorder leg)
    {
        if (leg.TakePartial() is { } partial)
        {
            leg.Flush();
            _services.Publisher.OfferPartial(_call, partial);
        }
    }

    private void Flush(TimeSpan now)
    {
        _flushed = now;
        _caller.Flush();
        _callee.Flush();
    }

    private void Note(ManifestEntry entry)
    {
        try
        {
            _manifest.Append(entry);
        }
        catch (IOException e)
        {
            Fail(e);
        }
    }

    /// <summary>A disk that refuses ends the recording, never the call.</summary>
    private void Fail(IOException cause)
    {
        if (!_stopped || _closed)
        {
            _stopped = true;
            _services.Metrics.RecorderFailed();
            _services.Logger.RecordingStopped(CallId, cause);
        }
    }
}
