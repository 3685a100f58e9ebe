using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>Counts the calls that are ringing or up, and says when there is room for no more.</summary>
internal sealed class CallSlots(IOptions<GatewayOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byTrunk = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _limit = options.Value.Limits.MaxCalls;
    private bool _draining;

    public int Active { get; private set; }

    public bool IsDraining
    {
        get
        {
            lock (_lock)
            {
                return _draining;
            }
        }
    }

    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return Active >= _limit;
            }
        }
    }

    /// <summary>Calls of a trunk that ring or are up.</summary>
    public int CountOf(Trunk trunk)
    {
        lock (_lock)
        {
            return _byTrunk.GetValueOrDefault(trunk.Name);
        }
    }

    /// <summary>Takes a slot; false when the gateway or the trunk is full, or the gateway is stopping.</summary>
    public bool TryEnter(Trunk trunk)
    {
        lock (_lock)
        {
            var ofTrunk = _byTrunk.GetValueOrDefault(trunk.Name);
            if (_draining || Active >= _limit || (trunk.MaxCalls > 0 && ofTrunk >= trunk.MaxCalls))
            {
                return false;
            }

            Active++;
            _byTrunk[trunk.Name] = ofTrunk + 1;
            return true;
        }
    }

    public void Leave(Trunk trunk)
    {
        lock (_lock)
        {
            Active--;
            _byTrunk[trunk.Name]--;
            if (_draining && Active == 0)
            {
                _empty.TrySetResult();
            }
        }
    }

    /// <summary>Takes no more calls; the task completes when the last one has left.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            _draining = true;
            if (Active == 0)
            {
                _empty.TrySetResult();
            }
        }

        return _empty.Task;
    }
}
