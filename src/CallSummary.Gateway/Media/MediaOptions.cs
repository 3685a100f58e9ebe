using System.ComponentModel.DataAnnotations;

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

    /// <summary>A call in which nobody sends a single RTP packet for this long ends. 1 second to 1 hour; default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The same before the first packet, which a slow media path may delay. 1 second to 1 hour; default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstPacketTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
