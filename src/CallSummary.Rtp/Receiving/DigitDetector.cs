using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Receiving;

/// <summary>Makes one key press of the many packets of a DTMF event: all of one event carry its first timestamp (RFC 4733 section 2.5).</summary>
internal sealed class DigitDetector(Action<char, TimeSpan> output)
{
    private bool _open;
    private bool _seenAny;
    private uint _timestamp;
    private TelephoneEvent _event;
    private int _clockRate = 8000;

    /// <summary>Ticks per second of the timestamps: those of the codec beside the events.</summary>
    public int ClockRate
    {
        get => _clockRate;
        set
        {
            if (value != _clockRate)
            {
                Restart();
                _clockRate = value;
            }
        }
    }

    public void OnEvent(uint timestamp, ReadOnlySpan<byte> payload)
    {
        if (!TelephoneEvent.TryParse(payload, out var telephoneEvent))
        {
            return;
        }

        if (!_seenAny || timestamp != _timestamp)
        {
            if (_seenAny && (int)(timestamp - _timestamp) < 0)
            {
                return;
            }

            Close();
            _open = true;
            _seenAny = true;
            _timestamp = timestamp;
        }
        else if (!_open)
        {
            return;
        }

        _event = telephoneEvent;
        if (telephoneEvent.IsEnd)
        {
            Close();
        }
    }

    public void OnAudio(uint timestamp)
    {
        if (_open && (int)(timestamp - (_timestamp + _event.Duration + LostEnd)) > 0)
        {
            Close();
        }
    }

    /// <summary>A new stream: timestamps begin anew.</summary>
    public void Restart()
    {
        Close();
        _seenAny = false;
    }

    // Sound this long after an event's last sign of life: its end packets were lost.
    private uint LostEnd => (uint)ClockRate / 5;

    private void Close()
    {
        if (_open)
        {
            _open = false;
            output(_event.Digit, TimeSpan.FromSeconds((double)_event.Duration / ClockRate));
        }
    }
}
