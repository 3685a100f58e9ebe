using System.ComponentModel.DataAnnotations;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Media;

/// <summary>RTP ports and the watch over them.</summary>
public sealed class MediaOptions
{
    /// <summary>Local IP address for RTP. Default <c>0.0.0.0</c>.</summary>
    [Required]
    public string Address { get; set; } = "0.0.0.0";

    /// <summary>Lowest RTP port. 1024 to 65534; default 20000.</summary>
    [Range(1024, 65534)]
    public int PortMin { get; set; } = 20000;

    /// <summary>Highest RTP port; a call takes two ports a leg. 1025 to 65535; default 29999.</summary>
    [Range(1025, 65535)]
    public int PortMax { get; set; } = 29999;

    /// <summary>How RTP is read and written: <c>Auto</c> (default) in batches where the system can, <c>Batched</c> (64-bit Linux only), or <c>Portable</c>.</summary>
    public MediaTransport Transport { get; set; }

    /// <summary>Threads that serve media in batches. 0 to 64; default 0: one for every four processors. One serves thousands of calls.</summary>
    [Range(0, 64)]
    public int Shards { get; set; }

    /// <summary>
    /// All calls of a thread share one pair of RTP ports, which roughly halves the CPU they cost. Only where every peer sends its media
    /// from the address in its session description, as a session border controller does. A party with DTLS-SRTP, one whose address another
    /// call has already and one that seems to be behind address translation get ports of their own. Default false: a pair of ports for each leg.
    /// </summary>
    public bool SharedPorts { get; set; }

    /// <summary>
    /// Directions of calls that are transcoded at once (a call whose parties have different codecs takes two); past it a call that goes out
    /// offers only what its caller has. 0 to 100,000; default 0: 100 for every processor, which leaves it half of its time at the price of AMR-WB.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxTranscodings { get; set; }

    /// <summary>DTLS handshakes at once (DTLS-SRTP); more wait for their turn. 1 to 1,000; default 32.</summary>
    [Range(1, 1000)]
    public int MaxHandshakes { get; set; } = 32;

    /// <summary>How long a DTLS handshake may take, and may wait for its turn; then the call ends. 1 to 60 seconds; default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A call in which nobody sends a single RTP packet for this long ends. 1 second to 1 hour; default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The same before the first packet, which a slow media path may delay. 1 second to 1 hour; default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstPacketTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
