using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>What a call's manifest says, read whole.</summary>
internal sealed class Manifest
{
    /// <summary>A four-hour call of short utterances stays below 4 MB; more is not a manifest of ours.</summary>
    private const int MaxBytes = 64 << 20;

    private readonly List<UtteranceEntry> _utterances = [];
    private readonly List<RecordingPause> _pauses = [];

    private Manifest(CallEntry call) => (Call, Consent, ConsentAt, LastSign) = (call, call.Consent, call.At, call.At);

    /// <summary>The call, with its parties as last corrected.</summary>
    public CallEntry Call { get; private set; }

    public ConsentState Consent { get; private set; }

    /// <summary>Since when that consent holds.</summary>
    public DateTimeOffset ConsentAt { get; private set; }

    public IReadOnlyList<UtteranceEntry> Utterances => _utterances;

    /// <summary>When the recording was paused; the last may be open.</summary>
    public IReadOnlyList<RecordingPause> Pauses => _pauses;

    public EndedEntry? Ended { get; private set; }

    /// <summary>Time of the last line: how long ago the call was surely alive.</summary>
    public DateTimeOffset LastSign { get; private set; }

    /// <summary>Lines that are torn or damaged; a crash leaves at most one.</summary>
    public int BadLines { get; private set; }

    /// <summary>Reads a manifest; null when it has no call line (the gateway died while writing it: nothing was recorded yet).</summary>
    /// <exception cref="InvalidDataException">It was written by a later version, or is far too long.</exception>
    public static Manifest? Load(Stream stream)
    {
        var text = ReadAll(stream);
        Manifest? manifest = null;
        var bad = 0;
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.IsEmpty)
            {
                continue;
            }

            var entry = end < 0 ? null : ManifestJson.Parse(line);
            if (entry is CallEntry call)
            {
                manifest ??= call.Version <= CallEntry.CurrentVersion ? new Manifest(call) : throw new InvalidDataException(
                    $"The manifest of call {call.CallId} has version {call.Version}; this gateway reads {CallEntry.CurrentVersion}. Finish the call with the version that wrote it.");
            }
            else if (entry is null)
            {
                bad++;
            }
            else
            {
                manifest?.Add(entry);
            }
        }

        if (manifest is not null)
        {
            manifest.BadLines = bad;
        }

        return manifest;
    }

    public int CountOf(Leg leg) => _utterances.Count(u => u.Leg == leg);

    private void Add(ManifestEntry entry)
    {
        LastSign = entry.At > LastSign ? entry.At : LastSign;
        switch (entry)
        {
            case PartiesEntry parties:
                Call = Call with { CallerNumber = parties.CallerNumber, CalleeNumber = parties.CalleeNumber, SubscriberLegs = parties.SubscriberLegs };
                break;
            case ConsentEntry consent:
                (Consent, ConsentAt) = (consent.State, consent.At);
                break;
            case UtteranceEntry utterance when !_utterances.Exists(u => u.Leg == utterance.Leg && u.Sequence == utterance.Sequence):
                _utterances.Add(utterance);
                break;
            case PauseEntry { IsPaused: true } pause when _pauses is not [.., { End: null }]:
                _pauses.Add(new RecordingPause { Start = pause.Offset });
                break;
            case PauseEntry { IsPaused: false } pause when _pauses is [.., { End: null } open]:
                _pauses[^1] = open with { End = pause.Offset };
                break;
            case EndedEntry ended:
                Ended ??= ended;
                break;
        }
    }

    private static ReadOnlySpan<byte> ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            copy.Write(block, 0, read);
            if (copy.Length > MaxBytes)
            {
                throw new InvalidDataException($"A manifest is longer than {MaxBytes} bytes: it is damaged. Move its folder away; the leg files still hold the audio.");
            }
        }

        return copy.GetBuffer().AsSpan(0, (int)copy.Length);
    }
}
