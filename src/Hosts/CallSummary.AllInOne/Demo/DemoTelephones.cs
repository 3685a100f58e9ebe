using System.Collections.Concurrent;
using System.Net;
using CallSummary.Audio;
using CallSummary.Softphone;

namespace CallSummary.AllInOne.Demo;

/// <summary>The two ends of the sample calls: a telephone that dials, one that answers, each playing its own leg.</summary>
internal sealed class DemoTelephones : IAsyncDisposable
{
}
