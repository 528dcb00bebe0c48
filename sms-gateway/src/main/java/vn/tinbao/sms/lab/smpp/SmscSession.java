package vn.tinbao.sms.lab.smpp;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import vn.tinbao.sms.provider.smpp.PduStream;

/** One link to the centre; answers and hand-overs without a thread for each. */
final class SmscSession extends SMPPServerSession {
  /** What the centre does with a submit_sm; it answers when it likes. */
  interface Submits {
    void submitted(SubmitSm sm, int sequence, SmscSession from);
  }

  private final Submits submits;
  private final GatheredConnection link;
  private final Map<Integer, IntConsumer> handovers = new ConcurrentHashMap<>();
  final AtomicInteger unanswered = new AtomicInteger();

  SmscSession(GatheredConnection connection, Submits submits, Runnable ended, PduStream stream) {
    super(
        connection,
        null,
        null,
        null,
        1,
        100,
        new SynchronizedPDUSender(new DefaultPDUSender(new DefaultComposer())),
        stream);
    this.submits = submits;
    this.link = connection;
    stream.taker(this::take);
    addSessionStateListener(
        (now, before, source) -> {
          if (now == SessionState.CLOSED) {
            ended.run();
          }
        });
  }

  private boolean take(Command header, byte[] pdu) {
    if (header.getCommandId() == SMPPConstant.CID_SUBMIT_SM) {
      try {
        unanswered.incrementAndGet();
        submits.submitted(new DefaultDecomposer().submitSm(pdu), header.getSequenceNumber(), this);
      } catch (PDUException e) {
        refuse(header.getSequenceNumber(), SMPPConstant.STAT_ESME_RINVMSGLEN);
      }
      return true;
    }
    if (header.getCommandId() == SMPPConstant.CID_DELIVER_SM_RESP) {
      IntConsumer handover = handovers.remove(header.getSequenceNumber());
      if (handover != null) {
        handover.accept(header.getCommandStatus());
      }
      return true;
    }
    return false;
  }

  /** What is said from now on waits for {@link #leave}. */
  void gather() {
    link.gather();
  }

  void leave() {
    try {
      link.leave();
    } catch (IOException e) {
      close();
    }
  }

  void accept(int sequence, String id) {
    unanswered.decrementAndGet();
    try {
      pduSender().sendSubmitSmResp(connection().getOutputStream(), sequence, id);
    } catch (PDUStringException | IOException e) {
      close();
    }
  }

  void refuse(int sequence, int status) {
    unanswered.decrementAndGet();
    try {
      pduSender()
          .sendHeader(
              connection().getOutputStream(), SMPPConstant.CID_SUBMIT_SM_RESP, status, sequence);
    } catch (IOException e) {
      close();
    }
  }

  /**
   * Hands over.
   *
   * @param answered gets the command_status, if it comes
   */
  boolean handOver(Handover handover, IntConsumer answered) {
    int sequence = sequence().nextValue();
    handovers.put(sequence, answered);
    try {
      pduSender()
          .sendDeliverSm(
              connection().getOutputStream(),
              sequence,
              "",
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              handover.from(),
              TypeOfNumber.NETWORK_SPECIFIC,
              NumberingPlanIndicator.UNKNOWN,
              handover.to(),
              new ESMClass(handover.esmClass()),
              (byte) 0,
              (byte) 0,
              new RegisteredDelivery(0),
              new RawDataCoding((byte) handover.dataCoding()),
              handover.octets(),
              handover.parameters());
      return true;
    } catch (PDUStringException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      close();
      return false;
    }
  }
}
